// The Terraform variables of a local deployment, as JSON on standard output. No secret is among them.
// Arguments: the folder of the zips, the Bot API server (or nothing: Telegram's own), the model server (or nothing: an
// instance is made), the app's address (or nothing: the API's), the key that signs who opens it (or nothing: Telegram's). A variable that the environment sets (TF_VAR_…) is left to it.
const [zips, telegramUrl, ollamaUrl, appUrl, miniAppKey] = process.argv.slice(2);

/** The models that a server has, in the form of the variable `models`; undefined when it does not tell. */
const readModels = async (url) => {
  try {
    const response = await fetch(new URL('/api/tags', url), {
      headers: process.env.OLLAMA_API_KEY ? { 'x-api-key': process.env.OLLAMA_API_KEY } : {},
      signal: AbortSignal.timeout(5_000),
    });
    const { models } = await response.json();
    const named = models.map(({ name }) => ({ name }));
    return named.length > 0 ? named : undefined;
  } catch {
    return undefined;
  }
};

/** MODELS as the functions take it. */
const givenModels = () => {
  if (!process.env.MODELS) return undefined;
  try {
    return JSON.parse(process.env.MODELS).map(({ contextLength, ...model }) => ({
      ...model,
      ...(contextLength && { context_length: contextLength }),
    }));
  } catch {
    process.stderr.write('MODELS is no JSON list of models.\n');
    process.exit(1);
  }
};

const ids = (process.env.ALLOWED_USER_IDS ?? '')
  .split(',')
  .map((id) => id.trim())
  .filter((id) => id !== '');

const variables = {
  s3_use_path_style: true,
  // What is tried out here must not stand in the way of taking it down.
  force_destroy: true,
  lambda_zip_directory: zips,
  telegram_api_url: telegramUrl || undefined,
  ollama_url: ollamaUrl || undefined,
  models: givenModels() ?? (ollamaUrl ? await readModels(ollamaUrl) : undefined),
  allowed_user_ids: ids.length > 0 ? ids : undefined,
  public_url: appUrl || undefined,
  mini_app_keys: miniAppKey ? [miniAppKey] : undefined,
  streaming: process.env.STREAMING || undefined,
};
for (const name of Object.keys(variables)) if (process.env[`TF_VAR_${name}`]) delete variables[name];
process.stdout.write(`${JSON.stringify(variables, null, 2)}\n`);
