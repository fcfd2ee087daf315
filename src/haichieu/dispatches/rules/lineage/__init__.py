"""Which letter carries out, answers, amends or replaces which: keys, matching, chains and their pictures."""
