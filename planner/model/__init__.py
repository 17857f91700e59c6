"""CP-SAT: variables with verbs, requirements, the goal-by-goal search, packs, hints, explanation."""
