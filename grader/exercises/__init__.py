"""Exercise kinds and the one pure function that assesses a response."""
