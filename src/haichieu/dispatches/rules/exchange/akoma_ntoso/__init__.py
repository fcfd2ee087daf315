"""Letters as Akoma Ntoso 1.0 (OASIS LegalDocML): for archives and for programs that know the standard."""
