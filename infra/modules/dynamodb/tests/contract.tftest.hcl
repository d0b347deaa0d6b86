mock_provider "aws" {}

run "refuses_a_name_no_table_can_have" {
  command = plan
  variables {
    table_name = "chatbot sessions"
  }
  expect_failures = [var.table_name]
}
