# What the instance is given at birth: the boot files as they lie in files/, and their settings. No secret: whoever may
# describe an instance may read this. Packed, because EC2 takes 16 KB.
locals {
  files = sort(fileset("${path.module}/files", "*"))

  user_data = base64gzip(templatefile("${path.module}/user-data.sh.tftpl", {
    files = { for name in local.files : name => trimspace(file("${path.module}/files/${name}")) }
    settings = merge({
      AWS_REGION            = var.aws_region
      API_KEY_PARAMETER     = var.api_key_parameter.name
      CERTIFICATE_PARAMETER = var.certificate_parameter.name
      MODELS                = join(" ", var.models)
      MODELS_BUCKET         = var.models_bucket.name
      PUBLIC_ADDRESS        = aws_eip.this.public_ip
    }, var.speech_model == null ? {} : { SPEECH_MODEL = var.speech_model })
  }))
}
