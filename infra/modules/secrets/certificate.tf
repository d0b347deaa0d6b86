# The model server's certificate, which our client pins. It is public: a plain String.
# Where the server is ours, this is a placeholder: the instance makes its certificate at first boot and writes it here.
resource "aws_ssm_parameter" "certificate" {
  count          = var.certificate_by_instance ? 1 : 0
  name           = "${local.prefix}/ollama/certificate"
  description    = "Certificate of the model server, written by the instance"
  type           = "String"
  insecure_value = local.pending

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_ssm_parameter" "given_certificate" {
  count          = !var.certificate_by_instance && var.ollama_certificate != null ? 1 : 0
  name           = "${local.prefix}/ollama/certificate"
  description    = "Certificate of the model server"
  type           = "String"
  insecure_value = var.ollama_certificate
}
