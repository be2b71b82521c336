# METADATA
# title: Which resources are meant
# description: Names of resources as org.yaml and vendors.yaml write them, payments/* or payments/customers-db.
package brevet.lib.scope

# METADATA
# description: The names that mean this resource.
names(resource) := {resource.id, $"{split(resource.id, "/")[0]}/*"}
