# Words used on several screens.
program-name = Greenroom
