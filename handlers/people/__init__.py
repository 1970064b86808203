"""The first words: language, consent, registration, and links that lead in."""
