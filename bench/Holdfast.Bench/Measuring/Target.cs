namespace Holdfast.Bench.Measuring;

/// <summary>What a figure has to reach at least, and what it aims at.</summary>
internal sealed record Target(double Least, double Aim, bool IsUpperLimit)
{
    public static Target AtMost(double least, double aim) => new(least, aim, IsUpperLimit: true);

    public static Target AtLeast(double least, double aim) => new(least, aim, IsUpperLimit: false);

    public string Judge(double figure)
    {
        if (Reaches(figure, Aim)) return "aim";
        return Reaches(figure, Least) ? "enough" : "SHORT";
    }

    private bool Reaches(double figure, double limit) => IsUpperLimit ? figure <= limit : figure >= limit;
}
