// A face of its own: what makes and reads the tokens of the app is loaded when somebody asks for the app.
export * from './sign-in/sign-in-token.ts';
