namespace Holdfast.Bench.Measuring;

/// <summary>What a figure counts.</summary>
internal enum Unit
{
    /// <summary>Nanoseconds.</summary>
    Time,

    /// <summary>Operations a second.</summary>
    Rate,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>How many times one is the other.</summary>
    Ratio,
}
