using System.Globalization;

namespace Holdfast.Proof.Child.Workloads;

/// <summary>Finds a workload by the words of a command.</summary>
internal static class WorkloadList
{
    public static IWorkload Parse(string text)
    {
        string[] words = text.Split(' ');
        return words[0] switch
        {
            "transfer" => new TransferWorkload(ToNumber(words[1])),
            "register" => new RegisterWorkload(
                ToNumber(words[1]), ToNumber(words[2]), ToNumber(words[3]), ToNumber(words[4]), ToNumber(words[5])),
            "functions" => new FunctionWorkload(ToNumber(words[1]), ToNumber(words[2]), ToNumber(words[3])),
            "compact" => new CompactWorkload(),
            "frozen" => new FrozenWorkload(ToNumber(words[1])),
            "watch" => new WatchWorkload(words[1], ToNumber(words[2]), words[3], ToNumber(words[4])),
            _ => throw new InvalidOperationException($"The workload '{words[0]}' is unknown."),
        };
    }

    private static int ToNumber(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
