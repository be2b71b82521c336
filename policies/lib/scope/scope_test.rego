package brevet.lib.scope_test

import data.brevet.lib.scope

test_resource_is_meant_by_itself_and_its_namespace if {
	scope.names({"id": "payments/customers-db"}) == {"payments/customers-db", "payments/*"}
}
