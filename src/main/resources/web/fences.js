// Geofences as the map draws them.

const METRES_PER_DEGREE = 111_320;

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Array<{geometry: object, radius_m: ?number, width_m: ?number, color: ?string}>} fences
 * @param {{project: function(number, number): number[], pxPerDegree: number, colour: string}} on
 */
export function drawFences(c, fences, on) {
  c.save();
  c.lineJoin = "round";
  c.lineCap = "round";
  for (const fence of fences) {
    // A colour that the canvas does not know leaves the one before.
    c.strokeStyle = c.fillStyle = on.colour;
    c.strokeStyle = c.fillStyle = fence.color ?? on.colour;
    c.beginPath();
    switch (fence.geometry.type) {
      case "Polygon":
        rings(c, fence.geometry.coordinates, on.project);
        area(c);
        break;
      case "MultiPolygon":
        fence.geometry.coordinates.forEach((polygon) => rings(c, polygon, on.project));
        area(c);
        break;
      case "Point": {
        const [x, y] = on.project(...fence.geometry.coordinates);
        c.arc(x, y, px(fence.radius_m, on), 0, 2 * Math.PI);
        area(c);
        break;
      }
      case "LineString":
        line(c, fence.geometry.coordinates, on.project);
        c.globalAlpha = 0.2;
        c.lineWidth = Math.max(1, px(fence.width_m, on));
        c.stroke();
        break;
      default:
        break;
    }
  }
  c.restore();
}

function px(metres, on) {
  return (metres / METRES_PER_DEGREE) * on.pxPerDegree;
}

function rings(c, polygon, project) {
  for (const ring of polygon) {
    line(c, ring, project);
    c.closePath();
  }
}

function line(c, coordinates, project) {
  coordinates.forEach(([lng, lat], i) => {
    const [x, y] = project(lng, lat);
    if (i === 0) {
      c.moveTo(x, y);
    } else {
      c.lineTo(x, y);
    }
  });
}

/** Holes stay free. */
function area(c) {
  c.globalAlpha = 0.12;
  c.fill("evenodd");
  c.globalAlpha = 0.6;
  c.lineWidth = 1;
  c.stroke();
}
