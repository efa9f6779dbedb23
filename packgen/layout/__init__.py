"""Layout: flowables, frames and the page loop, on ReportLab's canvas.

The only room that imports ReportLab. Platypus is not imported: its paragraph is wrapped about eleven times and its
tables cannot tag cells. Our flowables keep its wrap, split and drawOn protocol, so stock frames can still place them.
"""

import sys
from types import ModuleType

# ReportLab would run settings of the user's own, from anywhere on the path and from ~/.reportlab_settings, and fails
# where there is no home; but a pack is the same for everybody. It takes these for them.
for _name in ("reportlab.local_rl_mods", "reportlab_mods", "reportlab.local_rl_settings", "reportlab_settings"):
    sys.modules.setdefault(_name, ModuleType(_name))
