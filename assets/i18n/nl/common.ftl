# Woorden die op meer schermen voorkomen.
program-name = Greenroom
