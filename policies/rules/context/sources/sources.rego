# METADATA
# title: From known addresses
# description: |
#   Access works from the addresses alone that the organisation allows for the tier and for vendors
#   (data.org.sources), and a vendor's entry for its people; a target that cannot see to it gives none.
# custom:
#   code: SOURCES_BOUND
#   message: "It works from known addresses only."
#   next: "Connect from there."
#   controls: [soc2:CC6.6, nist:AC-17, iso27001:A.8.20, pci:8.2.7]
package brevet.rules.context.sources

obligation contains {"kind": "source_addresses", "values": values} if some values in _bounds

_bounds contains values if {
	values := object.get(data.org, ["sources", "tiers", input.resource.tier], null)
	is_array(values)
}

_bounds contains values if {
	input.vendor != null
	values := object.get(data.org, ["sources", "vendors"], null)
	is_array(values)
}

_bounds contains input.vendor.addresses if {
	input.vendor != null
	count(input.vendor.addresses) > 0
}
