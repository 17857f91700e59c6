"""Before the first plan: starter courses, copies of the examples, and courses read from a published page."""
