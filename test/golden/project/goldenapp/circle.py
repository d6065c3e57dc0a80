FIRST = "first"
from goldenapp.circle_back import SECOND
THIRD = SECOND + " third"
