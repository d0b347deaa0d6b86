# What is no error, and yet not what somebody meant: Terraform warns and goes on.
check "instance_settings" {
  assert {
    condition = local.own_server || var.ollama_instance_type == "t3.large" && alltrue([
      for setting in [var.ollama_ami_id, var.ollama_volume_gb, var.ssh_key_name, var.ssh_allowed_cidr] : setting == null
    ])
    error_message = "ollama_url names a model server that exists already, so no instance is made: the settings of one (ollama_instance_type, ollama_ami_id, ollama_volume_gb, ssh_…) mean nothing. Take out either."
  }
}
