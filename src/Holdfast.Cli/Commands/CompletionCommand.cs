using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Prints a script that teaches a shell to complete <c>holdfast</c>.</summary>
internal sealed class CompletionCommand : Command
{
    private const string Bash = """
        _holdfast() {
            local IFS=$'\n'
            COMPREPLY=($(holdfast "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null))
            COMPREPLY=($(compgen -W "${COMPREPLY[*]}" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _holdfast holdfast
        """;

    private const string Zsh = """
        #compdef holdfast
        _holdfast() {
            local -a found
            found=("${(@f)$(holdfast "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            compadd -- $found
        }
        compdef _holdfast holdfast
        """;

    private const string Fish = """
        complete -f -c holdfast -a '(holdfast "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName holdfast -ScriptBlock {
            param($word, $line, $cursor)
            holdfast "[suggest:$cursor]" "$line" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    public override CommandSyntax Syntax { get; } = new(
        "completion", "Prints a script that teaches a shell to complete holdfast.")
    {
        Arguments = [new("shell", "Which shell.", 1, 1) { Choices = ["bash", "zsh", "fish", "pwsh"] }],
        Examples = ["source <(holdfast completion bash)", "holdfast completion fish | source"],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        string script = arguments.Texts[0] switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        };
        return session =>
        {
            session.Answers.Line(script);
            return ExitStatus.Done;
        };
    }
}
