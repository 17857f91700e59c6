"""How a plan is found: measures, questions, the record of the best, one loop over goals, views, the strategy."""
