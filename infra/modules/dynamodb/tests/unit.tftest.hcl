mock_provider "aws" {}

variables {
  table_name = "chatbot-sessions"
}

run "holds_owners_and_their_items_on_demand" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.this.name == "chatbot-sessions" && aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST"
    error_message = "The table has its name and is paid by the request."
  }
  assert {
    condition     = aws_dynamodb_table.this.hash_key == "pk" && aws_dynamodb_table.this.range_key == "sk"
    error_message = "The owner is the partition, the item the sort key."
  }
  assert {
    condition     = { for attribute in aws_dynamodb_table.this.attribute : attribute.name => attribute.type }.pk == "N"
    error_message = "An owner is a number."
  }
  assert {
    condition = {
      for index in aws_dynamodb_table.this.global_secondary_index :
      index.name => "${index.hash_key} ${index.range_key} ${index.projection_type}"
      } == {
      model_index           = "model_shard session_id KEYS_ONLY"
      active_sessions_index = "active_shard session_id KEYS_ONLY"
      due_index             = "due_shard due_at KEYS_ONLY"
    }
    error_message = "Three spread, keys-only indexes find sessions by model and by day, and what is due."
  }
}

run "forgets_claims_in_time_and_nothing_else" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.this.ttl[0].enabled && aws_dynamodb_table.this.ttl[0].attribute_name == "ttl"
    error_message = "Items with a ttl expire."
  }
  assert {
    condition     = aws_dynamodb_table.this.point_in_time_recovery[0].enabled
    error_message = "The table can be brought back to any second of the last 35 days."
  }
  assert {
    condition     = !aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "terraform destroy leaves nothing, unless it is told to."
  }
}

run "is_kept_when_told_to" {
  command = plan

  variables {
    deletion_protection = true
  }

  assert {
    condition     = aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "The table cannot be deleted."
  }
}
