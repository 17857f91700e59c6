"""Rules about people, roles and duties."""
