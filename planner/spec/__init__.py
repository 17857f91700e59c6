"""What people write: constraints.yaml, catalogues and rosters, as validated models with line numbers."""
