"""Rosters and answers to forms, as spreadsheets and form tools write them."""
