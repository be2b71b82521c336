# METADATA
# title: What is unusual
# description: |
#   data.org.anomalies says what counts as unusual and what then: deny, stage, notify or warn. What the engine counts
#   from the ledger stands in input.history.
package brevet.lib.anomaly

import data.brevet.lib.approval

# METADATA
# description: Who agrees, or is told. An empty stage nobody can fill.
from := object.get(data.org, ["anomalies", "from"], [])

# METADATA
# description: One more stage.
group := approval.group(1, from)

# METADATA
# scope: document
# description: What the organisation wrote of one; null where nothing. It is not asked again when access begins later.
setting(name) := object.get(data.org, ["anomalies", name], null) if input.phase != "activate"

setting(_) := null if input.phase == "activate"
