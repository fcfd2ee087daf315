"""Pure rules of the base room: digests of the action log, timetables and delays of jobs."""
