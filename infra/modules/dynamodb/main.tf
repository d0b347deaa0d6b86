# The one table: `pk` is the owner, `sk` the item. All indexes are sparse and keys only.
# The local stack makes the same table from packages/stand-ins/src/aws/table-definition.ts; a test compares the two.
locals {
  indexes = {
    model_index           = { hash_key = "model_shard", range_key = "session_id" }
    active_sessions_index = { hash_key = "active_shard", range_key = "session_id" }
    due_index             = { hash_key = "due_shard", range_key = "due_at" }
  }
}

resource "aws_dynamodb_table" "this" {
  name                        = var.table_name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  deletion_protection_enabled = var.deletion_protection

  attribute {
    name = "pk"
    type = "N"
  }

  attribute {
    name = "sk"
    type = "S"
  }

  attribute {
    name = "model_shard"
    type = "S"
  }

  attribute {
    name = "active_shard"
    type = "S"
  }

  attribute {
    name = "session_id"
    type = "S"
  }

  attribute {
    name = "due_shard"
    type = "S"
  }

  attribute {
    name = "due_at"
    type = "N"
  }

  dynamic "global_secondary_index" {
    for_each = local.indexes

    content {
      name            = global_secondary_index.key
      hash_key        = global_secondary_index.value.hash_key
      range_key       = global_secondary_index.value.range_key
      projection_type = "KEYS_ONLY"
    }
  }

  ttl {
    attribute_name = "ttl"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  # With DynamoDB's own key: encrypted without a monthly price and without a permission to it.
  server_side_encryption {
    enabled = false
  }
}
