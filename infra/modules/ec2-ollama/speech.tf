# The speech server: its files wait in the bucket of models for the instance, which takes them at each start.
locals {
  speech_files = var.speech_model == null ? [] : [
    for name in setunion(fileset(var.speech_folder, "package*.json"), fileset(var.speech_folder, "src/*.ts")) :
    name if !endswith(name, ".test.ts")
  ]
}

resource "aws_s3_object" "speech" {
  for_each    = toset(local.speech_files)
  bucket      = var.models_bucket.name
  key         = "speech/${each.value}"
  source      = "${var.speech_folder}/${each.value}"
  source_hash = filemd5("${var.speech_folder}/${each.value}")
}

data "aws_ec2_instance_type" "this" {
  count         = var.speech_model == null ? 0 : 1
  instance_type = var.instance_type
}
