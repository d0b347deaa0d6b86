# The model server: one instance with Ollama on loopback, a speech server beside it where that is wanted, and nginx with
# TLS and a key check before both.
# It is stopped when idle and started by a message; Terraform knows no wanted state of it, so that neither is a drift.
resource "aws_instance" "this" {
  ami                         = local.ami_id
  instance_type               = var.instance_type
  subnet_id                   = local.subnet_id
  vpc_security_group_ids      = [aws_security_group.this.id]
  iam_instance_profile        = local.instance_profile
  key_name                    = var.ssh_key_name
  user_data_base64            = local.user_data
  user_data_replace_on_change = false

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
    # The instance itself and nothing that it forwards.
    http_put_response_hop_limit = 1
  }

  root_block_device {
    encrypted   = true
    volume_type = "gp3"
    volume_size = local.volume_gb
  }

  tags = {
    Name = "${var.project_name}-ollama"
  }

  lifecycle {
    # A newer image, a longer list of models or another default subnet is no reason to stop or replace a server that
    # works. To make a new one: terraform apply -replace='module.ollama[0].aws_instance.this'
    ignore_changes = [ami, subnet_id, user_data_base64]

    precondition {
      # EC2 takes 16 KB, counted before base64 adds its third.
      condition     = length(local.user_data) <= 16384 * 4 / 3
      error_message = "The boot files and the list of models do not fit into the 16 KB that an instance is given at birth."
    }

    precondition {
      # Two GB for recordings, and a model of chats beside them.
      condition     = var.speech_model == null ? true : data.aws_ec2_instance_type.this[0].memory_size >= 7500
      error_message = "${var.instance_type} has too little memory for a speech server beside Ollama: take a type with 8 GB or more (t3.large), or leave speech_model out."
    }
  }

  # The first boot reads its key and its models at once.
  depends_on = [aws_iam_role_policy.this, aws_s3_object.speech]
}

# An address that stays: it is in the worker's environment and in the certificate.
resource "aws_eip" "this" {
  domain = "vpc"

  tags = {
    Name = "${var.project_name}-ollama"
  }
}

resource "aws_eip_association" "this" {
  allocation_id = aws_eip.this.id
  instance_id   = aws_instance.this.id
}
