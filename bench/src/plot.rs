//! The plot: for each program a group of bars, one for each allocator; above the time, below the memory, both as multiples of the shim's collector's.

use crate::report::Row;
use crate::variant::{Variant, VARIANTS};
use plotters::coord::Shift;
use plotters::prelude::*;

/// The size of the picture, in pixels.
const SIZE: (u32, u32) = (1200, 860);
/// The multiples that the axis ends at.
const AXIS: std::ops::Range<f64> = 0.125..1024.0;
const SANS: &str = "sans-serif";

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PlotError {
    /// There is nothing to draw.
    #[error("the results lack `{0}` for the allocator `ours`, which all is compared with; measure all programs with all allocators")]
    Incomplete(String),
    /// The picture could not be drawn.
    #[error("cannot draw the plot: {0}")]
    Draw(String),
}

fn draw_error(error: impl std::error::Error) -> PlotError {
    PlotError::Draw(error.to_string())
}

/// A bar: the place of its program, the place of its allocator, and its height.
type Bar = (usize, usize, f64);

/// Draws the rows as a picture in SVG.
pub fn draw(rows: &[Row]) -> Result<String, PlotError> {
    let mut programs: Vec<&str> = rows.iter().map(|row| row.program.as_str()).collect();
    programs.dedup();
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        root.fill(&WHITE).map_err(draw_error)?;
        let (upper, lower) = root.split_vertically(SIZE.1 / 2);
        let time = bars(rows, &programs, |row| row.time_ms)?;
        draw_panel(&upper, "time, as a multiple of ours", &programs, &time, true)?;
        let memory = bars(rows, &programs, |row| Some(row.heap_bytes_peak as f64))?;
        draw_panel(&lower, "peak heap, as a multiple of ours", &programs, &memory, false)?;
        root.present().map_err(draw_error)?;
    }
    Ok(svg)
}

fn bars(rows: &[Row], programs: &[&str], value: impl Fn(&Row) -> Option<f64>) -> Result<Vec<Bar>, PlotError> {
    let find = |program: &str, variant: Variant| {
        let row = rows.iter().find(|row| row.program == program && row.variant == variant.name());
        row.and_then(&value)
    };
    let mut bars = Vec::new();
    for (place, program) in programs.iter().enumerate() {
        let ours = find(program, Variant::Ours).filter(|&ours| ours > 0.0).ok_or_else(|| PlotError::Incomplete((*program).to_owned()))?;
        for (order, variant) in VARIANTS.into_iter().enumerate() {
            bars.extend(find(program, variant).map(|value| (place, order, value / ours)));
        }
    }
    Ok(bars)
}

fn draw_panel(
    area: &DrawingArea<SVGBackend<'_>, Shift>,
    title: &str,
    programs: &[&str],
    bars: &[Bar],
    with_legend: bool,
) -> Result<(), PlotError> {
    let mut chart = ChartBuilder::on(area)
        .caption(title, (SANS, 18))
        .margin(10)
        .x_label_area_size(28)
        .y_label_area_size(60)
        .build_cartesian_2d(0.0..programs.len() as f64, AXIS.log_scale().base(2.0))
        .map_err(draw_error)?;
    let program_at = |place: &f64| {
        let is_middle = (place.fract() - 0.5).abs() < 1e-9;
        programs.get(*place as usize).filter(|_| is_middle).map_or(String::new(), |program| (*program).to_owned())
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(2 * programs.len() + 1)
        .x_label_formatter(&program_at)
        .y_label_formatter(&|multiple| format!("{multiple}"))
        .label_style((SANS, 14))
        .draw()
        .map_err(draw_error)?;
    let width = 1.0 / (VARIANTS.len() + 1) as f64;
    for (order, variant) in VARIANTS.into_iter().enumerate() {
        let color = Palette99::pick(order).to_rgba();
        let own = bars.iter().filter(|(_, bar_order, _)| *bar_order == order);
        let rectangles = own.map(|&(place, _, height)| {
            let left = place as f64 + width * (order as f64 + 0.5);
            Rectangle::new([(left, 1.0), (left + width * 0.9, height.clamp(AXIS.start, AXIS.end))], color.filled())
        });
        let series = chart.draw_series(rectangles).map_err(draw_error)?;
        if with_legend {
            series.label(variant.name()).legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 10, y + 5)], color.filled()));
        }
    }
    if with_legend {
        let mut legend = chart.configure_series_labels();
        legend.position(SeriesLabelPosition::UpperRight).label_font((SANS, 14)).border_style(BLACK).background_style(WHITE.mix(0.9));
        legend.draw().map_err(draw_error)?;
    }
    Ok(())
}
