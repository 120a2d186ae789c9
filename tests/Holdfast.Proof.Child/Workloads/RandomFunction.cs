using System.Globalization;

namespace Holdfast.Proof.Child.Workloads;

/// <summary>A random atomic function: what it does depends on its seed and on what it reads, on nothing else.</summary>
/// <remarks>So it can be run again, on a naive model, where a commit stands in the order of revisions.</remarks>
internal sealed class RandomFunction(int seed)
{
    private const int Steps = 4;
    private const int Names = 5;
    private const int LongestQueue = 6;

    /// <summary>Gives the seed that a commit's reason carries.</summary>
    public static RandomFunction Parse(string reason) => new(int.Parse(reason, CultureInfo.InvariantCulture));

    public void Run(IFunctionTarget target)
    {
        var random = new Random(seed);
        for (int step = 0; step < Steps; step++)
        {
            Do(target, random);
        }

        target.Set(["last"], seed);
    }

    private static void Do(IFunctionTarget target, Random random)
    {
        (string one, string other) = (NameOf(random), NameOf(random));
        switch (random.Next(7))
        {
            case 0:
                target.Set(["numbers", one], (target.Read(["numbers", other]) * 3 % 1000) + 1);
                break;
            case 1:
                target.Set(["sums", one], target.Names("numbers").Sum(name => target.Read(["numbers", name])) % 1000);
                break;
            case 2 when target.Exists(["numbers", one]):
                target.Remove(["numbers", one]);
                break;
            case 2:
                target.Set(["numbers", one], target.Count("numbers"));
                break;
            case 3:
                target.Add(["sums", one], random.Next(10));
                break;
            case 4 when target.Count("queue") < LongestQueue:
                target.Append(["queue"], target.Read(["numbers", one]));
                break;
            case 4:
                target.Set(["taken"], target.Read(["queue", "0"]));
                target.Remove(["queue", "0"]);
                break;
            case 5 when target.Count("queue") > 1:
                target.Set(["queue", "1"], target.Read(["queue", "0"]) + 1);
                break;
            default:
                target.Set(["names"], target.Names("numbers").Count);
                break;
        }
    }

    private static string NameOf(Random random) => ((char)('a' + random.Next(Names))).ToString();
}
