using Holdfast.Cli;
using Holdfast.Cli.Execution;

return CommandLine.Run(args, Host.OfProcess());
