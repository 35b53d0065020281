"""What the templates of the desk ask for by themselves."""
