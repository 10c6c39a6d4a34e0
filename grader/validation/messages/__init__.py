"""What findings say, in French, as data; and the one function that says it."""
