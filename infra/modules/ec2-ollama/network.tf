# A place in the default VPC, and who may talk to the instance there.
data "aws_vpc" "default" {
  default = true
}

# Not every zone of a region has every type.
data "aws_ec2_instance_type_offerings" "this" {
  location_type = "availability-zone"

  filter {
    name   = "instance-type"
    values = [var.instance_type]
  }
}

data "aws_subnets" "this" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default.id]
  }

  filter {
    name   = "default-for-az"
    values = ["true"]
  }

  filter {
    name   = "availability-zone"
    values = data.aws_ec2_instance_type_offerings.this.locations
  }
}

locals {
  subnet_id = try(sort(data.aws_subnets.this.ids)[0], null)
}

resource "aws_security_group" "this" {
  name        = "${var.project_name}-ollama"
  description = "The model server: TLS with a key, and SSH where it is wanted"
  vpc_id      = data.aws_vpc.default.id

  lifecycle {
    precondition {
      condition     = local.subnet_id != null
      error_message = "No default subnet of ${var.aws_region} lies in a zone that has ${var.instance_type}. Choose another type or region."
    }
  }
}

# From everywhere: functions outside a VPC have no address of their own. TLS and the key keep others out.
resource "aws_vpc_security_group_ingress_rule" "ollama" {
  security_group_id = aws_security_group.this.id
  description       = "Model server over TLS"
  ip_protocol       = "tcp"
  from_port         = 11434
  to_port           = 11434
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  count             = var.ssh_allowed_cidr == null ? 0 : 1
  security_group_id = aws_security_group.this.id
  description       = "SSH"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = var.ssh_allowed_cidr
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.this.id
  description       = "Packages, models and AWS"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
