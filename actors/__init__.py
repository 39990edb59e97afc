"""Who speaks and acts: people, states and organisations, their names and their offices."""
