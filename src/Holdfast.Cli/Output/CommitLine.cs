using System.Globalization;

namespace Holdfast.Cli.Output;

/// <summary>
/// Writes a commit as one JSON line, the same for <c>watch</c>, <c>log</c>, <c>show</c> and <c>blame</c>.
/// </summary>
/// <remarks>
/// Shape. <c>{"revision":7,"time":"2030-01-31T09:30:00.123456Z","author":"ann","reason":null,"process":4711,
///        "changes":[{"path":"/a","before":1,"after":2}]}</c>; what was not there has no <c>before</c>, what is there
///        no more has no <c>after</c>.
/// </remarks>
internal static class CommitLine
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string TimeText(Commit commit) =>
        commit.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static void Write(Answers answers, Commit commit)
    {
        JsonObject line = answers.BeginObject()
            .Number("revision"u8, commit.Revision.Number)
            .Value("time"u8, TimeText(commit))
            .Value("author"u8, commit.Author)
            .Value("reason"u8, commit.Reason)
            .Number("process"u8, commit.ProcessId);
        WriteChanges(line.Name("changes"u8), commit.Changes);
        line.EndLine();
    }

    private static void WriteChanges(Answers answers, IReadOnlyList<Change> changes)
    {
        answers.Raw("["u8);
        for (int index = 0; index < changes.Count; index++)
        {
            if (index > 0) answers.Raw(","u8);
            answers.BeginObject()
                .Value("path"u8, changes[index].Path.ToString())
                .ValueIfAny("before"u8, changes[index].Before)
                .ValueIfAny("after"u8, changes[index].After)
                .End();
        }

        answers.Raw("]"u8);
    }
}
