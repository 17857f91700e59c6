"""What is to be solved: sessions from the calendar, papers with minutes, topics, events, people; all frozen."""
