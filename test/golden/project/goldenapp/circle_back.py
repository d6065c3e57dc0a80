from goldenapp.circle import FIRST
SECOND = FIRST + " second"
