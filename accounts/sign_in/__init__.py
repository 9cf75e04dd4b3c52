"""How people sign in: forms, stages and texts that allauth asks us for."""
