output "instance_id" {
  description = "Id of the instance."
  value       = aws_instance.this.id
}

output "instance_arn" {
  description = "ARN of the instance, for the policies of who may start and stop it."
  value       = aws_instance.this.arn
}

output "public_ip" {
  description = "Address of the instance; it stays."
  value       = aws_eip.this.public_ip
}

output "url" {
  description = "Where Ollama answers who knows the key."
  value       = "https://${aws_eip.this.public_ip}:11434"
}
