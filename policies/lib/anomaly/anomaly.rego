# METADATA
# title: What is unusual
# description: |
#   data.org.anomalies says what counts as unusual and what then: deny, stage, notify or warn. What the engine counts
#   from the ledger stands in input.history. An emergency is unusual by nature: it is told of, and never held up.
package brevet.lib.anomaly

import data.brevet.lib.approval
import data.brevet.lib.emergency

# METADATA
# description: Who agrees, or is told. An empty stage nobody can fill.
from := object.get(data.org, ["anomalies", "from"], [])

# METADATA
# description: One more stage.
group := approval.group(1, from)

# METADATA
# scope: document
# description: What the organisation wrote of one; null where nothing. It is not asked again when access begins later.
setting(_) := null if input.phase == "activate"

setting(name) := _told(object.get(data.org, ["anomalies", name], null)) if input.phase != "activate"

_told(written) := object.union(written, {"then": "warn"}) if _holds_up(written)

_told(written) := written if not _holds_up(written)

_holds_up(written) if {
	emergency.declared
	written.then in {"deny", "stage"}
}
