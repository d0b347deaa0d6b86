# The image that fits the instance type: Amazon Linux 2023, with NVIDIA's drivers where the type has a GPU.
locals {
  # t4g, m7gd, c7gn, g5g, im4gn: a g right behind the generation means Graviton.
  architecture = can(regex("^[a-z]+[0-9]+g[a-z]*\\.", var.instance_type)) ? "arm64" : "x86_64"
  has_gpu      = can(regex("^(g|gr|p)[0-9]", var.instance_type))

  image_name = local.has_gpu ? (
    "Deep Learning ${local.architecture == "arm64" ? "ARM64 " : ""}Base OSS Nvidia Driver GPU AMI (Amazon Linux 2023) *"
  ) : "al2023-ami-2023.*-kernel-6.1-${local.architecture}"

  # GPU images bring drivers of some 60 GB, and GPUs want larger models.
  volume_gb = var.volume_gb != null ? var.volume_gb : local.has_gpu ? 150 : 60
  ami_id    = var.ami_id != null ? var.ami_id : data.aws_ami_ids.this[0].ids[0]
}

# The ids, newest first: where none is found, the operator is told what to do.
data "aws_ami_ids" "this" {
  count  = var.ami_id == null ? 1 : 0
  owners = ["amazon"]

  filter {
    name   = "name"
    values = [local.image_name]
  }

  filter {
    name   = "architecture"
    values = [local.architecture]
  }

  lifecycle {
    precondition {
      condition     = !startswith(var.instance_type, "g4ad.")
      error_message = "${var.instance_type} has a GPU of AMD, and the images chosen here bring NVIDIA's drivers. Take g4dn.xlarge or g6.xlarge, or give an image (ollama_ami_id)."
    }

    postcondition {
      condition     = length(self.ids) > 0
      error_message = "Amazon offers no image \"${local.image_name}\" for ${var.instance_type} in ${var.aws_region}. Give one of your own (ollama_ami_id), or choose another type or region."
    }
  }
}
