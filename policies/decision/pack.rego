# Written from the folders of rules/ by npm run rules: each rule by its name.
package brevet.decision

_reasons contains _as("info", reason) if some reason in data.brevet.rules.approval.automatic.info

_considered contains "approval.automatic" if data.brevet.rules.approval.automatic.info

_stages contains stage if some stage in data.brevet.rules.approval.categories.stage

_considered contains "approval.categories" if data.brevet.rules.approval.categories.stage

_reasons contains _as("warn", reason) if some reason in data.brevet.rules.approval.duty.warn

_considered contains "approval.duty" if data.brevet.rules.approval.duty.warn

_stages contains stage if some stage in data.brevet.rules.approval.manager.stage

_considered contains "approval.manager" if data.brevet.rules.approval.manager.stage

_stages contains stage if some stage in data.brevet.rules.approval.owner.stage

_considered contains "approval.owner" if data.brevet.rules.approval.owner.stage

_reasons contains _as("warn", reason) if some reason in data.brevet.rules.approval.reciprocal.warn

_considered contains "approval.reciprocal" if data.brevet.rules.approval.reciprocal.warn

_stages contains stage if some stage in data.brevet.rules.approval.second.stage

_considered contains "approval.second" if data.brevet.rules.approval.second.stage

_reasons contains _as("warn", reason) if some reason in data.brevet.rules.approval.stale.warn

_considered contains "approval.stale" if data.brevet.rules.approval.stale.warn

_stages contains stage if some stage in data.brevet.rules.approval.vendor.stage

_considered contains "approval.vendor" if data.brevet.rules.approval.vendor.stage

_stages contains stage if some stage in data.brevet.rules.approval.vendor_check.stage

_considered contains "approval.vendor_check" if data.brevet.rules.approval.vendor_check.stage

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.context.freeze.deny

_considered contains "context.freeze" if data.brevet.rules.context.freeze.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.context.hours.deny

_considered contains "context.hours" if data.brevet.rules.context.hours.deny

_stages contains stage if some stage in data.brevet.rules.context.hours.stage

_considered contains "context.hours" if data.brevet.rules.context.hours.stage

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.context.on_call.deny

_considered contains "context.on_call" if data.brevet.rules.context.on_call.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.context.private.deny

_considered contains "context.private" if data.brevet.rules.context.private.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.context.reason.deny

_considered contains "context.reason" if data.brevet.rules.context.reason.deny

_obligations contains obligation if some obligation in data.brevet.rules.context.sources.obligation

_considered contains "context.sources" if data.brevet.rules.context.sources.obligation

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.context.ticket.deny

_considered contains "context.ticket" if data.brevet.rules.context.ticket.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.context.ticket_state.deny

_considered contains "context.ticket_state" if data.brevet.rules.context.ticket_state.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.emergency.eligible.deny

_considered contains "emergency.eligible" if data.brevet.rules.emergency.eligible.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.emergency.now.deny

_considered contains "emergency.now" if data.brevet.rules.emergency.now.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.emergency.offered.deny

_considered contains "emergency.offered" if data.brevet.rules.emergency.offered.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.emergency.often.deny

_considered contains "emergency.often" if data.brevet.rules.emergency.often.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.emergency.overdue.deny

_considered contains "emergency.overdue" if data.brevet.rules.emergency.overdue.deny

_reasons contains _as("info", reason) if some reason in data.brevet.rules.emergency.reviewed.info

_considered contains "emergency.reviewed" if data.brevet.rules.emergency.reviewed.info

_obligations contains obligation if some obligation in data.brevet.rules.emergency.reviewed.obligation

_considered contains "emergency.reviewed" if data.brevet.rules.emergency.reviewed.obligation

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.emergency.short.deny

_considered contains "emergency.short" if data.brevet.rules.emergency.short.deny

_bounds contains bound if some bound in data.brevet.rules.emergency.short.bound

_considered contains "emergency.short" if data.brevet.rules.emergency.short.bound

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.history.budget.deny

_considered contains "history.budget" if data.brevet.rules.history.budget.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.history.burst.deny

_considered contains "history.burst" if data.brevet.rules.history.burst.deny

_reasons contains _as("warn", reason) if some reason in data.brevet.rules.history.burst.warn

_considered contains "history.burst" if data.brevet.rules.history.burst.warn

_stages contains stage if some stage in data.brevet.rules.history.burst.stage

_considered contains "history.burst" if data.brevet.rules.history.burst.stage

_obligations contains obligation if some obligation in data.brevet.rules.history.burst.obligation

_considered contains "history.burst" if data.brevet.rules.history.burst.obligation

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.history.first.deny

_considered contains "history.first" if data.brevet.rules.history.first.deny

_reasons contains _as("warn", reason) if some reason in data.brevet.rules.history.first.warn

_considered contains "history.first" if data.brevet.rules.history.first.warn

_stages contains stage if some stage in data.brevet.rules.history.first.stage

_considered contains "history.first" if data.brevet.rules.history.first.stage

_obligations contains obligation if some obligation in data.brevet.rules.history.first.obligation

_considered contains "history.first" if data.brevet.rules.history.first.obligation

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.history.hour.deny

_considered contains "history.hour" if data.brevet.rules.history.hour.deny

_reasons contains _as("warn", reason) if some reason in data.brevet.rules.history.hour.warn

_considered contains "history.hour" if data.brevet.rules.history.hour.warn

_stages contains stage if some stage in data.brevet.rules.history.hour.stage

_considered contains "history.hour" if data.brevet.rules.history.hour.stage

_obligations contains obligation if some obligation in data.brevet.rules.history.hour.obligation

_considered contains "history.hour" if data.brevet.rules.history.hour.obligation

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.history.many.deny

_considered contains "history.many" if data.brevet.rules.history.many.deny

_reasons contains _as("warn", reason) if some reason in data.brevet.rules.history.many.warn

_considered contains "history.many" if data.brevet.rules.history.many.warn

_stages contains stage if some stage in data.brevet.rules.history.many.stage

_considered contains "history.many" if data.brevet.rules.history.many.stage

_obligations contains obligation if some obligation in data.brevet.rules.history.many.obligation

_considered contains "history.many" if data.brevet.rules.history.many.obligation

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.history.month.deny

_considered contains "history.month" if data.brevet.rules.history.month.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.history.resource.deny

_considered contains "history.resource" if data.brevet.rules.history.resource.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.history.toxic.deny

_considered contains "history.toxic" if data.brevet.rules.history.toxic.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.history.unused.deny

_considered contains "history.unused" if data.brevet.rules.history.unused.deny

_reasons contains _as("warn", reason) if some reason in data.brevet.rules.history.unused.warn

_considered contains "history.unused" if data.brevet.rules.history.unused.warn

_stages contains stage if some stage in data.brevet.rules.history.unused.stage

_considered contains "history.unused" if data.brevet.rules.history.unused.stage

_obligations contains obligation if some obligation in data.brevet.rules.history.unused.obligation

_considered contains "history.unused" if data.brevet.rules.history.unused.obligation

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.history.vendor.deny

_considered contains "history.vendor" if data.brevet.rules.history.vendor.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.identity.eligible.deny

_considered contains "identity.eligible" if data.brevet.rules.identity.eligible.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.identity.present.deny

_considered contains "identity.present" if data.brevet.rules.identity.present.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.identity.requester.deny

_considered contains "identity.requester" if data.brevet.rules.identity.requester.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.identity.workload.deny

_considered contains "identity.workload" if data.brevet.rules.identity.workload.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.chain.deny

_considered contains "lease.chain" if data.brevet.rules.lease.chain.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.contract.deny

_considered contains "lease.contract" if data.brevet.rules.lease.contract.deny

_bounds contains bound if some bound in data.brevet.rules.lease.contract.bound

_considered contains "lease.contract" if data.brevet.rules.lease.contract.bound

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.limit.deny

_considered contains "lease.limit" if data.brevet.rules.lease.limit.deny

_bounds contains bound if some bound in data.brevet.rules.lease.limit.bound

_considered contains "lease.limit" if data.brevet.rules.lease.limit.bound

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.links.deny

_considered contains "lease.links" if data.brevet.rules.lease.links.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.minimum.deny

_considered contains "lease.minimum" if data.brevet.rules.lease.minimum.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.over.deny

_considered contains "lease.over" if data.brevet.rules.lease.over.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.tier.deny

_considered contains "lease.tier" if data.brevet.rules.lease.tier.deny

_bounds contains bound if some bound in data.brevet.rules.lease.tier.bound

_considered contains "lease.tier" if data.brevet.rules.lease.tier.bound

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.total.deny

_considered contains "lease.total" if data.brevet.rules.lease.total.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.vendor.deny

_considered contains "lease.vendor" if data.brevet.rules.lease.vendor.deny

_bounds contains bound if some bound in data.brevet.rules.lease.vendor.bound

_considered contains "lease.vendor" if data.brevet.rules.lease.vendor.bound

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.lease.window.deny

_considered contains "lease.window" if data.brevet.rules.lease.window.deny

_obligations contains obligation if some obligation in data.brevet.rules.target.sessions.obligation

_considered contains "target.sessions" if data.brevet.rules.target.sessions.obligation

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.vendor.categories.deny

_considered contains "vendor.categories" if data.brevet.rules.vendor.categories.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.vendor.register.deny

_considered contains "vendor.register" if data.brevet.rules.vendor.register.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.vendor.review.deny

_considered contains "vendor.review" if data.brevet.rules.vendor.review.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.vendor.segment.deny

_considered contains "vendor.segment" if data.brevet.rules.vendor.segment.deny

_reasons contains _as("deny", reason) if some reason in data.brevet.rules.vendor.verified.deny

_considered contains "vendor.verified" if data.brevet.rules.vendor.verified.deny
