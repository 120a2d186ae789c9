using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Reads all that a store keeps and reports what is not intact.</summary>
internal sealed class CheckCommand : Command
{
    private static readonly OptionSyntax Repair =
        new("--repair", "Sets aside, with a copy, what damages the document; nobody else may have the store open.");

    public override CommandSyntax Syntax { get; } = new(
        "check", "Reads all that is kept and reports what is not intact.")
    {
        Options = [Repair],
        Examples = ["holdfast check", "holdfast check --repair"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        CheckMode mode = arguments.Has(Repair) ? CheckMode.Repair : CheckMode.Report;
        return session =>
        {
            IReadOnlyList<StoreDamage> damages = session.ExistingStore.Check(mode);
            if (session.IsJson) PrintObject(session.Answers, damages);
            else PrintLines(session, damages);
            int left = damages.Count(damage => !damage.IsRepaired);
            return left == 0 ? ExitStatus.Done : session.Fail(new HoldfastException(
                ErrorCode.Damaged, $"{left} damaged place(s) in '{session.Settings.Address}'{AdviceOf(mode)}"));
        };
    }

    // A repair leaves only what lies before the newest checkpoint: records that nothing but the history needs.
    private static string AdviceOf(CheckMode mode) => mode == CheckMode.Repair
        ? ", before the newest checkpoint: the document is whole; restore a backup if you need that history, "
            + "which goes when it is trimmed"
        : "; restore a backup, or run check --repair";

    private static void PrintLines(Session session, IReadOnlyList<StoreDamage> damages)
    {
        foreach (StoreDamage damage in damages)
        {
            string place = damage.Position is { } position ? $"{damage.File}:{position}" : damage.File;
            string state = damage.IsRepaired ? "repaired" : "damaged";
            session.Answers.Line(Printable.Text($"{state}: namespace {damage.Namespace}: {place}: {damage.Message}"));
        }

        if (damages.Count == 0 && session.IsTalkative) session.Answers.Line("everything is intact");
    }

    private static void PrintObject(Answers answers, IReadOnlyList<StoreDamage> damages)
    {
        JsonObject line = answers.BeginObject();
        line.Name("damages"u8).Raw("["u8);
        for (int index = 0; index < damages.Count; index++)
        {
            StoreDamage damage = damages[index];
            if (index > 0) answers.Raw(","u8);
            JsonObject one = answers.BeginObject().Value("namespace"u8, damage.Namespace).Value("file"u8, damage.File);
            if (damage.Position is { } position) one.Number("position"u8, position);
            one.Value("message"u8, damage.Message).Value("repaired"u8, damage.IsRepaired).End();
        }

        answers.Raw("]"u8);
        line.EndLine();
    }
}
