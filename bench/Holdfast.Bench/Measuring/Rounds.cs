namespace Holdfast.Bench.Measuring;

/// <summary>Measures contenders in turns: A B C, C B A, and so on, so that a slow minute hits all alike.</summary>
internal static class Rounds
{
    private const int WarmUps = 2;

    /// <summary>Time for the compiler to replace what turned out to be hot.</summary>
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(200);

    public static Series[] Take(Workbench bench, params ReadOnlySpan<Contender> contenders)
    {
        WarmUp(contenders);
        int rounds = bench.Options.Rounds;
        double[][] figures = new double[contenders.Length][];
        for (int contender = 0; contender < contenders.Length; contender++) figures[contender] = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < contenders.Length; turn++)
            {
                int contender = round % 2 == 0 ? turn : contenders.Length - 1 - turn;
                GC.Collect();
                figures[contender][round] = contenders[contender].Measure();
            }
        }

        var series = new Series[contenders.Length];
        for (int contender = 0; contender < contenders.Length; contender++)
            series[contender] = new Series(contenders[contender].Name, contenders[contender].Unit, figures[contender]);
        return series;
    }

    private static void WarmUp(ReadOnlySpan<Contender> contenders)
    {
        for (int time = 0; time < WarmUps; time++)
        {
            foreach (Contender contender in contenders) contender.Measure();
            Thread.Sleep(CompilerPause);
        }
    }
}
